"""Which class of dbt's errors stands for which of Assay's codes, where a command ends before anything is built."""

import dbt.cli.exceptions as cli
import dbt.exceptions as core
import dbt_common.exceptions as common

CLASSES = {
    # the command line
    "usage": cli.DbtUsageException,
    "bad-option-value": cli.DbtUsageException,
    "excluding-options": cli.DbtUsageException,
    "half-event-time-range": cli.DbtUsageException,
    "empty-event-time-range": cli.DbtUsageException,
    "unsupported-option": cli.DbtUsageException,
    "no-folder": cli.DbtUsageException,
    # the project file and the profile
    "no-project": core.DbtProjectError,
    "bad-project-name": core.DbtProjectError,
    "unsuitable-version": core.DbtProjectError,
    "missing-profile": core.DbtProfileError,
    "missing-target": core.DbtProfileError,
    "unsupported-adapter": core.DbtProfileError,
    "wrong-type": core.ProjectContractError,
    "unknown-key": core.ProjectContractError,
    "missing-key": core.ProjectContractError,
    "missing-package": core.UninstalledPackagesFoundError,
    # what is written in the project
    "yaml-syntax": core.ParsingError,
    "duplicate-yaml-key": core.DuplicateYamlKeyError,
    "invalid-property": core.YamlParseDictError,
    "invalid-config": core.SchemaConfigError,
    "invalid-test": core.ParsingError,
    "invalid-snapshot": core.ParsingError,
    "seed-with-parents": core.ParsingError,
    "invalid-unit-test": core.ParsingError,
    "unknown-fixture": core.ParsingError,
    "microbatch-config": core.ParsingError,
    "duplicate-name": core.DuplicateResourceNameError,
    "duplicate-relation": core.AmbiguousAliasError,
    "duplicate-properties": core.DuplicatePatchPathError,
    "duplicate-macro": core.DuplicateMacroNameError,
    "unknown-ref": core.CompilationError,
    "disabled-ref": core.CompilationError,
    "unknown-source": core.CompilationError,
    "disabled-source": core.CompilationError,
    "private-ref": core.DbtReferenceError,
    "protected-ref": core.DbtReferenceError,
    "public-ephemeral": core.InvalidAccessTypeError,
    "unknown-doc": core.DocTargetNotFoundError,
    "unknown-group": core.ParsingError,
    "unknown-macro": common.CompilationError,
    "unknown-test-macro": common.CompilationError,
    "missing-env-var": core.EnvVarMissingError,
    "secret-env-var": core.SecretEnvVarLocationError,
    "unknown-var": core.RequiredVarNotFoundError,
    "raised": common.CompilationError,
    "conflicting-config": core.ConflictingConfigKeysError,
    "broken-contract": core.ContractBreakingChangeError,
    "cycle": RuntimeError,
    # selection
    "unknown-selector": common.DbtRuntimeError,
    "unknown-method": core.InvalidSelectorError,
    # the database
    "database": common.DbtDatabaseError,
}


def raised_for(diagnostic: dict) -> Exception:
    """An error of dbt's for the `data` of an error that Assay logged."""
    code = diagnostic.get("code", "")
    message = diagnostic.get("message") or diagnostic.get("exc") or "no message"
    place = f" ({diagnostic['file']}:{diagnostic.get('line')})" if diagnostic.get("file") else ""
    text = f"[{code}] {message}{place}"
    kind = CLASSES.get(code)
    if kind is None:
        kind = common.CompilationError if code.startswith("jinja-") else common.DbtRuntimeError
    # Constructors differ from class to class; only the kind and the words are wanted.
    kind = type(kind.__name__, (kind,), {"__init__": Exception.__init__, "__str__": lambda self: self.args[0]})
    error = kind.__new__(kind)
    if isinstance(error, common.DbtRuntimeError):
        text = f"{error.type} Error\n  {text}"
    Exception.__init__(error, text)
    error.msg = text
    if isinstance(error, common.DbtRuntimeError):
        error.stack, error.node, error.MESSAGE = [], None, text
    return error
