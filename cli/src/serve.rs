//! `ocr-facture serve`: the reference server.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::Args;
use ocr_facture::Result;
use ocr_facture_server::config::Config;

use crate::output::Exit;
use crate::say;

/// `serve`.
#[derive(Debug, Args)]
pub(crate) struct ServeArgs {
    /// Fichier de configuration (TOML) ; chaque clé y remplace celle de config.default.toml
    #[arg(long, value_name = "FICHIER", help_heading = "Options")]
    config: Option<PathBuf>,
    /// Adresse et port : 127.0.0.1:8080 par défaut ; le port 0 en prend un libre
    #[arg(long, value_name = "ADRESSE", help_heading = "Options")]
    listen: Option<SocketAddr>,
    /// Personne n'a besoin de clé ; seulement sur une adresse locale
    #[arg(long, help_heading = "Options")]
    debug: bool,
    /// Écrit l'adresse du serveur dans ce fichier quand il répond
    #[arg(long, value_name = "FICHIER", help_heading = "Options")]
    ready_file: Option<PathBuf>,
    /// Montre la configuration par défaut, commentée, et s'arrête
    #[arg(long, help_heading = "Options")]
    show_config: bool,
}

/// Runs the command.
pub(crate) fn run(args: &ServeArgs) -> Exit {
    if args.show_config {
        return crate::output::print(ocr_facture_server::config::DEFAULT.as_bytes());
    }
    match configured(args).and_then(ocr_facture_server::serve) {
        Ok(()) => Exit::AllRead,
        Err(e) => {
            say::error(format_args!("{e}"));
            if e.code() == "invalid_input" { Exit::Usage } else { Exit::Unwritten }
        }
    }
}

fn configured(args: &ServeArgs) -> Result<Config> {
    let mut config = Config::load(args.config.as_deref())?;
    let listen = &mut config.listen;
    if let Some(address) = args.listen {
        listen.address = address;
    }
    listen.debug |= args.debug;
    if let Some(path) = &args.ready_file {
        listen.set_ready_file(Some(path.display().to_string()));
    }
    listen.check()?;
    Ok(config)
}

/// Runs a worker of the server.
pub(crate) fn work() -> Exit {
    match ocr_facture_server::work() {
        Ok(()) => Exit::AllRead,
        Err(e) => {
            say::error(format_args!("{e}"));
            Exit::Unwritten
        }
    }
}
