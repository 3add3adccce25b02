//! Runs the built command.
#![allow(
    dead_code,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "test helpers, of which each test uses some"
)]

use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use serde_json::Value;

/// What came of a run.
pub(crate) struct Ran {
    pub(crate) status: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Ran {
    /// Every line of stdout as JSON.
    pub(crate) fn json(&self) -> Vec<Value> {
        self.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    /// The kind of every refusal and `ok` of every acceptance, in order.
    pub(crate) fn kinds(&self) -> Vec<String> {
        self.json()
            .iter()
            .map(|answer| match answer["ok"].as_bool() {
                Some(true) => "ok".to_owned(),
                _ => answer["error"]["kind"].as_str().unwrap().to_owned(),
            })
            .collect()
    }
}

/// Runs `delivrd` with arguments and stdin.
pub(crate) fn delivrd(arguments: &[&str], stdin: impl AsRef<[u8]>) -> Ran {
    delivrd_in(&[], arguments, stdin)
}

/// The same with variables of the environment.
pub(crate) fn delivrd_in(
    environment: &[(&str, &str)],
    arguments: &[&str],
    stdin: impl AsRef<[u8]>,
) -> Ran {
    let mut child = Command::new(env!("CARGO_BIN_EXE_delivrd"))
        .args(arguments)
        .envs(environment.iter().copied())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut pipe = child.stdin.take().unwrap();
    let input = stdin.as_ref().to_vec();
    let feeder = std::thread::spawn(move || {
        // A run that ends early does not read all of it.
        let _ = pipe.write_all(&input);
    });
    let output = child.wait_with_output().unwrap();
    feeder.join().unwrap();
    Ran {
        status: output.status.code().expect("no signal"),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

/// A folder of a test's own, gone when it ends.
pub(crate) struct Folder(PathBuf);

impl Folder {
    pub(crate) fn new(name: &str) -> Self {
        let name = format!("delivrd-{}-{name}-{}", env!("CARGO_CRATE_NAME"), std::process::id());
        let folder = std::env::temp_dir().join(name);
        fs::create_dir_all(&folder).unwrap();
        Self(folder)
    }

    /// Where a file of this name is.
    pub(crate) fn path(&self, name: &str) -> String {
        self.0.join(name).to_str().unwrap().to_owned()
    }

    /// Writes a file, and says where it is.
    pub(crate) fn write(&self, name: &str, content: impl AsRef<[u8]>) -> String {
        let path = self.path(name);
        fs::write(&path, content).unwrap();
        path
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // What is left is the system's to clear.
        let _ = fs::remove_dir_all(&self.0);
    }
}
