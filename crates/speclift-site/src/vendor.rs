//! The renderer of the reference, Swagger UI: its files as they were published, carried in `vendor/swagger-ui`.
//! `scripts/site-vendor` fetches them anew, and `vendor/swagger-ui.toml` says which they are.

/// What is carried: name, version, licence, and the SHA-256 of each file.
pub const RECORD: &str = include_str!("../vendor/swagger-ui.toml");

/// The files, each with its name.
pub const FILES: [(&str, &[u8]); 5] = [
    ("swagger-ui-bundle.js", include_bytes!("../vendor/swagger-ui/swagger-ui-bundle.js")),
    (
        "swagger-ui-bundle.js.LICENSE.txt",
        include_bytes!("../vendor/swagger-ui/swagger-ui-bundle.js.LICENSE.txt"),
    ),
    ("swagger-ui.css", include_bytes!("../vendor/swagger-ui/swagger-ui.css")),
    ("LICENSE", include_bytes!("../vendor/swagger-ui/LICENSE")),
    ("NOTICE", include_bytes!("../vendor/swagger-ui/NOTICE")),
];
