//! Sentences made from a rule whose form says all: so many of an element, a code of a list, something not used.

use super::ast::{Ask, Axis, Expr, File, Function, Rule, Start, Step, Test};
use crate::check::report::Message;

/// What the rule wants, in a sentence; none when its form does not say.
pub(super) fn sentence(file: &File, rule: &Rule, name: &str) -> Option<Message> {
    let (fr, en) = match &rule.ask {
        Ask::Unused => {
            (format!("L'élément {name} n'est pas admis à cet endroit."), format!("{name} is not used here."))
        }
        Ask::UnusedAttribute(_) => {
            (format!("L'attribut {name} n'est pas admis à cet endroit."), format!("{name} is not used here."))
        }
        Ask::Holds(expr) => of_expression(file, expr, name)?,
    };
    Some(Message { fr, en })
}

fn of_expression(file: &File, expr: &Expr, name: &str) -> Option<(String, String)> {
    match expr {
        Expr::Function(function @ (Function::AtMost | Function::Exactly | Function::AtLeast), arguments) => {
            let [Expr::Number(count), counted] = arguments.as_slice() else { return None };
            let what = path(file, counted)?;
            let (fr, en) = match function {
                Function::AtMost => ("au plus", "at most"),
                Function::Exactly => ("exactement", "exactly"),
                _ => ("au moins", "at least"),
            };
            Some((
                format!("{name} doit contenir {fr} {count} élément(s) {what}."),
                format!("{name} must hold {en} {count} {what}."),
            ))
        }
        Expr::Function(Function::Not, arguments) => {
            let what = path(file, arguments.first()?)?;
            Some((format!("{what} n'est pas admis dans {name}."), format!("{what} is not used in {name}.")))
        }
        Expr::Function(Function::Exists | Function::Filled, arguments) => {
            let what = path(file, arguments.first()?)?;
            Some((format!("{what} est obligatoire dans {name}."), format!("{what} is mandatory in {name}.")))
        }
        Expr::Path { .. } => {
            let what = path(file, expr)?;
            Some((format!("{what} est obligatoire dans {name}."), format!("{what} is mandatory in {name}.")))
        }
        // Where it stands at all, it is one of these.
        Expr::Or(parts) if matches!(parts.first(), Some(Expr::Function(Function::Not, _))) && parts.len() == 2 => {
            of_expression(file, parts.last()?, name)
        }
        Expr::Code(inner, list) | Expr::In(inner, list) => {
            let what = path(file, inner)?;
            let what = if what == "." { name.to_owned() } else { what };
            let (list, words) = file.lists.get(*list)?;
            let codes = if words.len() <= 30 { words.join(", ") } else { format!("liste {list}") };
            Some((
                format!("La valeur de {what} n'est pas un code admis ({codes})."),
                format!("{what} does not hold an allowed code ({}).", codes.replace("liste", "list")),
            ))
        }
        _ => None,
    }
}

/// A simple path as people write it.
fn path(file: &File, expr: &Expr) -> Option<String> {
    let Expr::Path { start, steps } = expr else { return None };
    let mut out = match start {
        Start::Context => String::new(),
        Start::Root => "/".to_owned(),
        Start::Expression(_) => return None,
    };
    for step in steps {
        let Step::Axis { axis, test, .. } = step else { return None };
        if !out.is_empty() && !out.ends_with('/') {
            out.push('/');
        }
        match (axis, test) {
            (Axis::Child | Axis::Descendant, Test::Name(id)) => out.push_str(file.names.get(*id)?.1),
            (Axis::Attribute, Test::Name(id)) => {
                out.push('@');
                out.push_str(file.names.get(*id)?.1);
            }
            (Axis::Parent, _) => out.push_str(".."),
            (Axis::Myself, _) => out.push('.'),
            _ => return None,
        }
    }
    Some(out)
}
