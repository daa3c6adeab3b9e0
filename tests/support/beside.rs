//! The files beside an input: what tests over folders give the core to open.

use preflow::input::Files;
use std::path::PathBuf;
use std::{fs, io};

/// A folder; whatever file names another is taken to stand in it.
pub struct Beside(pub PathBuf);

impl Files for Beside {
    fn open(&self, _from: &str, path: &str) -> io::Result<Box<dyn io::Read>> {
        Ok(Box::new(fs::File::open(self.0.join(path))?))
    }
}
