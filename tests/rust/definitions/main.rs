//! Providers that are read from files.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

mod adapter;
mod mistakes;
mod newcomers;
mod reading;
mod signatures;
mod simulator;

use std::sync::Arc;

use delivrd::{Config, Definition, Error, Notification, Request, Verifier};

/// A definition of the parts that a test is about.
fn definition(signature: &str, format: &str, further: &str) -> Definition {
    let text = format!(
        "id = \"acme\"\nname = \"Acme\"\ndocs = \"https://example.com\"\n\
         [signature]\n{signature}\n[body]\n{format}\n{further}\n\
         [[status]]\nword = \"ok\"\nstate = \"delivered\"\n\
         [[status]]\nword = \"failed\"\nstate = \"undelivered\"\nrefined_by_code = true\n"
    );
    match Definition::check(&text) {
        Ok(definition) => definition,
        Err(mistakes) => panic!("{mistakes:?} in\n{text}"),
    }
}

fn receive(
    definition: Definition,
    config: &Config,
    request: &Request<'_>,
    now: i64,
) -> Result<Notification<'static>, Error> {
    let verifier = Verifier::new(Arc::new(definition), config).unwrap();
    verifier.receive(request, now).map(Notification::into_owned)
}
