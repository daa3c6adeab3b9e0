//! The core and its edge to JavaScript on wasm, in a dedicated worker of a browser: `cargo xtask test-wasm`.

#![cfg(all(target_family = "wasm", feature = "wasm"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "support/date_vectors.rs"]
mod date_vectors;
#[path = "support/findings.rs"]
mod findings;
#[path = "support/language_vectors.rs"]
mod language_vectors;
#[path = "support/previewed.rs"]
mod previewed;
#[path = "support/regex_vectors.rs"]
mod regex_vectors;
mod wasm;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_dedicated_worker);

#[wasm_bindgen_test::wasm_bindgen_test]
fn this_is_where_it_runs() {
    assert!(js_sys::Reflect::has(&js_sys::global(), &"WorkerGlobalScope".into()).unwrap());
}
