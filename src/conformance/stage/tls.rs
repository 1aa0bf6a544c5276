//! Certificates that are made when they are needed.

use rcgen::{
    BasicConstraints, CertificateParams, CertifiedIssuer, DnType, ExtendedKeyUsagePurpose, IsCa, KeyPair,
    KeyUsagePurpose,
};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::conformance::reply::TlsForm;

/// A certificate for the loopback address, with the authority that vouches for it.
pub(super) struct Certificate {
    chain: String,
    key: String,
    /// What the program is told to trust.
    authority: File,
}

impl Certificate {
    /// Makes one. Who does not trust it is told of another authority, so that there is one to be had.
    pub(super) fn make(form: TlsForm) -> io::Result<Self> {
        let issuer = authority("meterstick authority")?;
        let key = KeyPair::generate().map_err(io::Error::other)?;
        let names = vec!["localhost".to_owned(), "127.0.0.1".to_owned()];
        let mut params = CertificateParams::new(names).map_err(io::Error::other)?;
        // OpenSSL takes a certificate for self-signed if it has the name of its issuer; strict clients want the rest as well.
        params.distinguished_name.push(DnType::CommonName, "localhost");
        params.use_authority_key_identifier_extension = true;
        params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
        params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
        let leaf = params.signed_by(&key, &issuer).map_err(io::Error::other)?;
        let trusted = match form {
            TlsForm::Trusted => issuer.pem(),
            TlsForm::Untrusted => authority("another authority")?.pem(),
        };
        Ok(Self { chain: leaf.pem(), key: key.serialize_pem(), authority: File::write(&trusted)? })
    }

    pub(super) fn chain(&self) -> &str {
        &self.chain
    }

    pub(super) fn key(&self) -> &str {
        &self.key
    }

    /// The file of the authority.
    pub(super) fn authority(&self) -> &Path {
        &self.authority.0
    }
}

fn authority(name: &str) -> io::Result<CertifiedIssuer<'static, KeyPair>> {
    let mut params = CertificateParams::default();
    params.distinguished_name.push(DnType::CommonName, name);
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::DigitalSignature];
    let key = KeyPair::generate().map_err(io::Error::other)?;
    CertifiedIssuer::self_signed(params, key).map_err(io::Error::other)
}

/// A file that is gone when it is no longer needed.
struct File(PathBuf);

impl File {
    fn write(text: &str) -> io::Result<Self> {
        static NUMBER: AtomicUsize = AtomicUsize::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let name = format!("meterstick-{}-{number}.pem", std::process::id());
        let file = Self(std::env::temp_dir().join(name));
        fs::write(&file.0, text)?;
        Ok(file)
    }
}

impl Drop for File {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.0);
    }
}
