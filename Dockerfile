# claimcheck as a container: docker run --rm -v "$PWD:/project" claimcheck check
FROM python:3.13-slim AS build
WORKDIR /source
COPY pyproject.toml constraints.txt README.md LICENSE NOTICE ./
COPY src src
RUN python -m venv /opt/claimcheck && /opt/claimcheck/bin/pip install --no-cache-dir --disable-pip-version-check --constraint constraints.txt .

FROM python:3.13-slim
# git, for --since, --staged and the name that stands beside a decision; the project on the volume belongs to somebody else, which git refuses unless told.
RUN apt-get update && apt-get install --yes --no-install-recommends git && rm -rf /var/lib/apt/lists/* \
    && git config --system --add safe.directory /project
COPY --from=build /opt/claimcheck /opt/claimcheck
# A normal user. `find`, `accept` and `refresh` write into the project: give --user "$(id -u):$(id -g)" for them.
RUN useradd --create-home --uid 10001 claimcheck
ENV PATH=/opt/claimcheck/bin:$PATH PYTHONUNBUFFERED=1
USER 10001:10001
WORKDIR /project
ENTRYPOINT ["claimcheck"]
CMD ["check"]
