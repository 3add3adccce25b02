//! The files of the checkout, by their paths from its root.

use std::env;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::error::Error;

/// The root of a checkout.
#[derive(Debug)]
pub(crate) struct Workspace {
    root: PathBuf,
}

impl Workspace {
    /// The checkout that cargo runs this program from; started by hand, the one that it was
    /// built from. The two differ where checkouts share a target folder: cargo takes the program
    /// of one for that of the other.
    pub(crate) fn of_this_checkout() -> Self {
        let own = env::var_os("CARGO_MANIFEST_DIR")
            .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
        Self { root: own.ancestors().nth(2).unwrap_or(&own).to_owned() }
    }

    /// A copy of the checkout, or of the part of it that a test needs.
    #[cfg(test)]
    pub(crate) fn at(root: PathBuf) -> Self {
        Self { root }
    }

    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    pub(crate) fn path(&self, relative: &str) -> PathBuf {
        self.root.join(relative)
    }

    pub(crate) fn read(&self, relative: &str) -> Result<String, Error> {
        fs::read_to_string(self.path(relative)).map_err(|source| file_error(relative, source))
    }

    /// The text of a file that need not exist.
    pub(crate) fn read_if_there(&self, relative: &str) -> Result<Option<String>, Error> {
        match fs::read_to_string(self.path(relative)) {
            Ok(text) => Ok(Some(text)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(source) => Err(file_error(relative, source)),
        }
    }

    pub(crate) fn write(&self, relative: &str, text: &str) -> Result<(), Error> {
        fs::write(self.path(relative), text).map_err(|source| file_error(relative, source))
    }

    /// Writes a file that must not exist yet, and the folders above it.
    pub(crate) fn create(&self, relative: &str, text: &str) -> Result<(), Error> {
        let path = self.path(relative);
        let created = match path.parent() {
            Some(folder) => fs::create_dir_all(folder),
            None => Ok(()),
        };
        created
            .and_then(|()| File::create_new(&path))
            .and_then(|mut file| file.write_all(text.as_bytes()))
            .map_err(|source| file_error(relative, source))
    }

    /// The names of the files in a folder that end in `extension`, sorted.
    pub(crate) fn names(&self, folder: &str, extension: &str) -> Result<Vec<String>, Error> {
        let list = || -> io::Result<Vec<String>> {
            let mut names = Vec::new();
            for entry in fs::read_dir(self.path(folder))? {
                let name = entry?.file_name().to_string_lossy().into_owned();
                if Path::new(&name).extension().is_some_and(|own| own == extension) {
                    names.push(name);
                }
            }
            names.sort();
            Ok(names)
        };
        list().map_err(|source| file_error(folder, source))
    }
}

fn file_error(relative: &str, source: io::Error) -> Error {
    Error::File { path: relative.into(), source }
}

#[cfg(test)]
pub(crate) mod scratch {
    //! A folder of a test's own.

    use std::sync::atomic::{AtomicU32, Ordering};

    use super::*;

    /// A workspace in the system's temporary folder, removed on drop.
    #[derive(Debug)]
    pub(crate) struct Scratch(pub(crate) Workspace);

    impl Scratch {
        /// A folder with copies of these files of the checkout.
        pub(crate) fn with_copies_of(files: &[&str]) -> Self {
            static SERIAL: AtomicU32 = AtomicU32::new(0);
            let serial = SERIAL.fetch_add(1, Ordering::Relaxed);
            let name = format!("delivrd-xtask-{}-{serial}", std::process::id());
            let root = std::env::temp_dir().join(name);
            fs::create_dir(&root).unwrap();
            let scratch = Self(Workspace::at(root));
            for file in files {
                let text = Workspace::of_this_checkout().read(file).unwrap();
                scratch.0.create(file, &text).unwrap();
            }
            scratch
        }
    }

    impl Drop for Scratch {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(self.0.root());
        }
    }
}
