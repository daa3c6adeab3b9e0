//! What Java does behind the expression language: its dates, its regular expressions, its number texts, and the
//! methods of its strings, lists, maps and numbers.

pub mod methods;
pub mod regex;
pub mod time;
pub mod utf16;
