# claimcheck as a container: docker run --rm -v "$PWD:/project" claimcheck check
FROM python:3.13-slim AS build
WORKDIR /source
COPY pyproject.toml README.md LICENSE NOTICE ./
COPY src src
RUN python -m venv /opt/claimcheck && /opt/claimcheck/bin/pip install --no-cache-dir --disable-pip-version-check .

FROM python:3.13-slim
COPY --from=build /opt/claimcheck /opt/claimcheck
# A normal user. `find`, `accept` and `refresh` write into the project: give --user "$(id -u):$(id -g)" for them.
RUN useradd --create-home --uid 10001 claimcheck
ENV PATH=/opt/claimcheck/bin:$PATH PYTHONUNBUFFERED=1
USER 10001:10001
WORKDIR /project
ENTRYPOINT ["claimcheck"]
CMD ["check"]
