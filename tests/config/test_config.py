"""Settings come from where the documentation says, in that order, and a slip is told."""

from pathlib import Path

import pytest

from claimcheck import Kind, Severity, UsageError
from claimcheck.config import Source, load_settings
from claimcheck.settings_file import line_of


def test_without_a_file_the_defaults_hold(tmp_path: Path) -> None:
    """No configuration is a configuration."""
    settings = load_settings({}, start=tmp_path, isolated=True)
    assert settings.fail_on is Severity.ERROR
    assert settings.pubmed_base_url is None


def test_the_nearest_file_upward_is_read(tmp_path: Path) -> None:
    """A command works the same from any folder of the project."""
    (tmp_path / "claimcheck.toml").write_text('fail-on = "warning"\n[pubmed]\nemail = "desk@example.org"\n')
    below = tmp_path / "a" / "b"
    below.mkdir(parents=True)
    settings = load_settings({}, start=below)
    assert settings.fail_on is Severity.WARNING
    assert settings.pubmed_email == "desk@example.org"
    assert settings.config_file == tmp_path / "claimcheck.toml"


def test_pyproject_is_read_when_it_has_our_table(tmp_path: Path) -> None:
    """A pyproject.toml without the table is somebody else's and is passed over."""
    (tmp_path / "pyproject.toml").write_text('[tool.claimcheck]\nselect = ["CC1"]\n')
    inner = tmp_path / "inner"
    inner.mkdir()
    (inner / "pyproject.toml").write_text("[tool.other]\nx = 1\n")
    assert load_settings({}, start=inner).select == ("CC1",)


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    """CI overrides without editing a file."""
    (tmp_path / "claimcheck.toml").write_text('[pubmed]\nbase_url = "https://a.example/"\n')
    environment = {"CLAIMCHECK_PUBMED_BASE_URL": "https://b.example/", "NCBI_EMAIL": "x@example.org"}
    settings = load_settings(environment, start=tmp_path)
    assert settings.pubmed_base_url == "https://b.example/"
    assert settings.pubmed_email == "x@example.org"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('fail-onn = "error"', "unknown setting 'fail-onn'; did you mean 'fail-on'"),
        ('fail-on = "severe"', "fail-on: expected error, warning or note, got 'severe'"),
        ('[pubmed]\napi_key = "x"', "never read from a file; set the environment variable NCBI_API_KEY"),
        ("[find]\nlimit = 0", "find.limit: expected a whole number from 1 to 1000, got 0"),
        ("select = 3", "select: expected a list of rule codes or names"),
        ("= broken", "not a TOML file"),
        (f"deep = {'[' * 5000}", "nested too deeply"),
        ("[rules]\nmin-source = 2", "rules: unknown threshold 'min-source'; did you mean 'min-sources'"),
        ("[rules]\nmax-age-years = 0", "max-age-years: expected a whole number from 1 to 200, got 0"),
        ("[rules]\nreview-months = true", "review-months: expected a whole number"),
        ("[rules]\nlevels = {efficacy = 6}", "levels: expected a table of kinds with levels from 1 to 5"),
        ("[rules]\nlevels = {magic = 1}", "levels: expected a table of kinds"),
        ('[rules]\ncausal-words = [""]', "causal-words: expected a list of words"),
        ("rules = 1", "rules: expected a table, got 1"),
        ("severity = 1", "severity: expected a table"),
        ('[severity]\n"claims/*" = "off"', r"claims/\*: expected a table"),
        ('[severity]\n"claims/*" = {CC101 = "fatal"}', "expected error, warning or note, or off, got 'fatal'"),
    ],
)
def test_a_slip_in_the_file_is_one_sentence(tmp_path: Path, text: str, sentence: str) -> None:
    """A setting that silently did nothing would make a gate look stricter than it is."""
    (tmp_path / "claimcheck.toml").write_text(text)
    with pytest.raises(UsageError, match=sentence):
        load_settings({}, start=tmp_path)


OURS = b'[tool.claimcheck]\nfail-on = "warning"\n'


@pytest.mark.parametrize(
    "text",
    [
        OURS + b"[project]\n<<<<<<< HEAD\nversion = 1\n",
        b"<<<<<<< HEAD\n" + OURS + b"=======\n>>>>>>> other\n",
        OURS + b"# caf\xe9\n",
        OURS + b"fail-on = 'error'\n",
        ("\ufeff" + OURS.decode()).encode("utf-16-le"),
        b"\xef\xbb\xbf" + OURS + b"= 1\n",
        b"[ tool . 'claimcheck' ]\nselect = [\n",
        b"[tool.claimcheck.rules]\nmin-sources = 2 3\n",
        b"tool.claimcheck.fail-on = warning\n",
        b"[tool]\n# ours\nclaimcheck = {fail-on = warning}\n",
        b'  ["tool"."claimcheck"]\r\nfail-on = "warning\r\n',
    ],
)
def test_a_broken_pyproject_with_our_table_is_not_passed_over(tmp_path: Path, text: bytes) -> None:
    """A merge gone wrong must not leave the gate with its defaults."""
    (tmp_path / "pyproject.toml").write_bytes(text)
    with pytest.raises(UsageError, match=r"pyproject\.toml: not a TOML file"):
        load_settings({}, start=tmp_path)


@pytest.mark.parametrize(
    "text",
    [
        b"[project]\nname = \n",
        b"# caf\xe9\n",
        b'[project]\ndependencies = ["claimcheck"\n',
        b"[tool.other]\nclaimcheck\n",
    ],
)
def test_a_broken_pyproject_of_somebody_else_is_a_warning(tmp_path: Path, text: bytes) -> None:
    """It is not ours to complain about, but whether it had settings is not known."""
    (tmp_path / "pyproject.toml").write_bytes(text)
    with pytest.warns(UserWarning, match=r"pyproject\.toml: not read, and so no settings are taken from it"):
        assert load_settings({}, start=tmp_path).config_file is None


@pytest.mark.parametrize("name", ["claimcheck.toml", "pyproject.toml", "house.toml"])
def test_a_byte_order_mark_is_no_fault(tmp_path: Path, name: str) -> None:
    """Some editors put one before every text."""
    table = "[tool.claimcheck]\n" if name == "pyproject.toml" else ""
    (tmp_path / name).write_text(f'{table}fail-on = "warning"\n', encoding="utf-8-sig")
    config = tmp_path / name if name == "house.toml" else None
    assert load_settings({}, start=tmp_path, config=config).fail_on is Severity.WARNING
    assert line_of(tmp_path / name, "fail-on") == (2 if table else 1)


def test_settings_behind_a_broken_link_are_told(tmp_path: Path) -> None:
    """They were meant to hold."""
    (tmp_path / "claimcheck.toml").symlink_to("../shared/claimcheck.toml")
    with pytest.raises(UsageError, match=r"claimcheck\.toml: cannot read the settings"):
        load_settings({}, start=tmp_path)


def test_a_named_file_that_is_missing_is_told(tmp_path: Path) -> None:
    """--config with a typing error must not fall back to the defaults."""
    with pytest.raises(UsageError, match=r"nowhere\.toml: cannot read the settings"):
        load_settings({}, start=tmp_path, config=tmp_path / "nowhere.toml")


def test_a_bad_environment_variable_is_named(tmp_path: Path) -> None:
    """The message names the variable, not only the value."""
    with pytest.raises(UsageError, match="environment variable CLAIMCHECK_FAIL_ON: expected error, warning or note"):
        load_settings({"CLAIMCHECK_FAIL_ON": "fatal"}, start=tmp_path, isolated=True)


def test_the_tables_of_rules_and_severities_are_read(tmp_path: Path) -> None:
    """Only what is written is a setting, so that a policy pack can fill in the rest."""
    text = '[rules]\nmin-sources = 2\ncausal-words = ["Calm|Calms"]\n[severity]\n"old/*" = {CC101 = "off", CC403 = "note"}\n'
    (tmp_path / "claimcheck.toml").write_text(text)
    settings = load_settings({}, start=tmp_path)
    assert settings.thresholds == {"min_sources": 2, "causal_words": ("calm|calms",)}
    assert settings.severity == (("old/*", {"CC101": None, "CC403": Severity.NOTE}),)


@pytest.mark.parametrize(
    ("variable", "text", "threshold"),
    [
        ("CLAIMCHECK_RULES_MAX_AGE_YEARS", "50", {"max_age_years": 50}),
        ("CLAIMCHECK_RULES_MAX_AGE_YEARS_SLOW", " 7 ", {"max_age_years_slow": 7}),
        ("CLAIMCHECK_RULES_REVIEW_MONTHS", "12", {"review_months": 12}),
        ("CLAIMCHECK_RULES_MIN_SOURCES", "2", {"min_sources": 2}),
        ("CLAIMCHECK_RULES_TRUSTED_SITES", "who.int, NHS.uk", {"trusted_sites": ("who.int", "nhs.uk")}),
        ("CLAIMCHECK_RULES_SEARCHED_SEVERITY", "note", {"searched_severity": Severity.NOTE}),
        (
            "CLAIMCHECK_RULES_CAUSAL_WORDS",
            "calm|calms,soothe|soothes",
            {"causal_words": ("calm|calms", "soothe|soothes")},
        ),
        ("CLAIMCHECK_RULES_ABSOLUTE_WORDS", "for ever", {"absolute_words": ("for ever",)}),
        ("CLAIMCHECK_RULES_HEDGING_WORDS", "perhaps,", {"hedging_words": ("perhaps",)}),
        ("CLAIMCHECK_RULES_LEVELS", "efficacy=1, safety=5", {"levels": {Kind.EFFICACY: 1, Kind.SAFETY: 5}}),
    ],
)
def test_what_rules_compare_with_comes_from_the_environment_too(
    tmp_path: Path, variable: str, text: str, threshold: dict[str, object]
) -> None:
    """As the documentation says of every setting."""
    assert load_settings({variable: text}, start=tmp_path, isolated=True).thresholds == threshold


def test_the_environment_s_thresholds_go_before_the_file_s(tmp_path: Path) -> None:
    """One kind's level leaves the other kinds' alone, as between file and policy."""
    (tmp_path / "claimcheck.toml").write_text("[rules]\nmin-sources = 2\nlevels = {efficacy = 1, safety = 4}\n")
    environment = {"CLAIMCHECK_RULES_MIN_SOURCES": "3", "CLAIMCHECK_RULES_LEVELS": "safety=2"}
    settings = load_settings(environment, start=tmp_path)
    assert settings.thresholds == {"min_sources": 3, "levels": {Kind.EFFICACY: 1, Kind.SAFETY: 2}}
    assert settings.origins["rules.levels.safety"].name == "CLAIMCHECK_RULES_LEVELS"
    assert settings.origins["rules.levels.efficacy"].source is Source.FILE


@pytest.mark.parametrize(
    ("variable", "text", "wanted"),
    [
        ("CLAIMCHECK_RULES_MAX_AGE_YEARS", "five", "a whole number from 1 to 200"),
        ("CLAIMCHECK_RULES_REVIEW_MONTHS", "0", "a whole number from 1 to 1200"),
        ("CLAIMCHECK_RULES_SEARCHED_SEVERITY", "fatal", "one of error, warning, note"),
        ("CLAIMCHECK_RULES_LEVELS", "efficacy", "a table of kinds"),
        ("CLAIMCHECK_RULES_LEVELS", "magic=1", "a table of kinds"),
        ("CLAIMCHECK_RULES_TRUSTED_SITES", "nowhere", "a list of host names"),
    ],
)
def test_a_bad_threshold_of_the_environment_is_named(tmp_path: Path, variable: str, text: str, wanted: str) -> None:
    """The message names the variable, as of other settings."""
    with pytest.raises(UsageError, match=f"environment variable {variable}: .*{wanted}"):
        load_settings({variable: text}, start=tmp_path, isolated=True)


@pytest.mark.parametrize(
    ("variable", "meant"),
    [
        ("CLAIMCHECK_FAILON", "CLAIMCHECK_FAIL_ON"),
        ("CLAIMCHECK_MAX_AGE_YEARS", "CLAIMCHECK_RULES_MAX_AGE_YEARS"),
        ("CLAIMCHECK_RULES_MIN_SOURCE", "CLAIMCHECK_RULES_MIN_SOURCES"),
        ("CLAIMCHECK_PUBMED_EMAILS", "CLAIMCHECK_PUBMED_EMAIL"),
        ("CLAIMCHECK_BASE_LINE", "CLAIMCHECK_BASELINE"),
        ("CLAIMCHECK_REQUIRECOMPLETE", "CLAIMCHECK_REQUIRE_COMPLETE"),
    ],
)
def test_a_variable_that_is_no_setting_is_told_with_the_nearest_name(tmp_path: Path, variable: str, meant: str) -> None:
    """A misspelt one would pass for a stricter gate."""
    with pytest.warns(UserWarning, match=f"{variable} is no setting and does nothing; did you mean {meant}\\?"):
        load_settings({variable: "1"}, start=tmp_path, isolated=True)


@pytest.mark.parametrize(
    "variable",
    [
        *("CLAIMCHECK_CACHE_DIR", "CLAIMCHECK_JUDGE_API_KEY", "CLAIMCHECK_REVIEW_PASSWORD", "CLAIMCHECK_TEST_DATA"),
        *("CLAIMCHECK_ACME_TOKEN", "NCBI_API_KEY", "MY_CLAIMCHECK_FAILON"),
    ],
)
@pytest.mark.filterwarnings("error")
def test_variables_that_others_read_are_not_complained_about(tmp_path: Path, variable: str) -> None:
    """Some are ours without being settings, and a plug-in may have its own key."""
    load_settings({variable: "1"}, start=tmp_path, isolated=True)
