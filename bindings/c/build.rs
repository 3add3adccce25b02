//! Names the shared library by its ABI, so that a program never loads one it was not built for.

#[allow(unreachable_pub, reason = "cbindgen looks for public items")]
mod abi {
    include!("src/abi.rs");
}

fn main() {
    println!("cargo::rerun-if-changed=src/abi.rs");
    let is_elf = std::env::var("CARGO_CFG_TARGET_OS").is_ok_and(|system| system == "linux");
    // cargo-c names the library itself.
    let is_cargo_c = std::env::var_os("CARGO_FEATURE_CAPI").is_some();
    if is_elf && !is_cargo_c {
        let number = abi::DELIVRD_ABI_VERSION;
        println!("cargo::rustc-cdylib-link-arg=-Wl,-soname,libdelivrd.so.{number}");
    }
}
