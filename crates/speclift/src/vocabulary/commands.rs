//! Options of the command that examples show requests with.

/// The command.
pub const COMMAND: &str = "curl";

/// Options before the method.
pub const METHOD_OPTIONS: &[&str] = &["-X", "--request"];

/// Options before the body.
pub const BODY_OPTIONS: &[&str] =
    &["-d", "--data", "--data-raw", "--data-binary", "--data-ascii", "--data-urlencode", "--json"];

/// Options before a value that says nothing of the request line or the body.
pub const VALUE_OPTIONS: &[&str] = &[
    "-H",
    "--header",
    "-u",
    "--user",
    "-o",
    "--output",
    "-A",
    "--user-agent",
    "-b",
    "--cookie",
    "-x",
    "--proxy",
    "--cert",
    "--key",
    "--cacert",
    "-m",
    "--max-time",
];
