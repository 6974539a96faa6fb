"""Certificates for one address: an authority, a certificate of it that is valid, and one that expired yesterday."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from ipaddress import IPv4Address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID


def write_certificates(folder: Path, address: str) -> Path:
    """Write `good.pem` and `expired.pem` (key and certificate), and return the file of their authority."""
    now, name = datetime.now(UTC), x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "month")])
    authority = ec.generate_private_key(ec.SECP256R1())
    root = _signed(name, name, authority, authority, now + timedelta(days=30), None)
    (folder / "authority.pem").write_bytes(root.public_bytes(serialization.Encoding.PEM))
    own = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, address)])
    for file, until in (("good.pem", now + timedelta(days=30)), ("expired.pem", now - timedelta(days=1))):
        key = ec.generate_private_key(ec.SECP256R1())
        found = _signed(own, name, key, authority, until, address)
        secret = key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        (folder / file).write_bytes(secret + found.public_bytes(serialization.Encoding.PEM))
    return folder / "authority.pem"


def _signed(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePrivateKey, signer: ec.EllipticCurvePrivateKey,
    until: datetime, address: str | None,
) -> x509.Certificate:  # fmt: skip
    builder = x509.CertificateBuilder().subject_name(subject).issuer_name(issuer).public_key(key.public_key())
    builder = builder.serial_number(x509.random_serial_number()).not_valid_before(until - timedelta(days=60))
    builder = builder.not_valid_after(until)
    builder = builder.add_extension(x509.BasicConstraints(ca=address is None, path_length=None), critical=True)
    if address is not None:
        names = x509.SubjectAlternativeName([x509.IPAddress(IPv4Address(address))])
        builder = builder.add_extension(names, critical=False)
    return builder.sign(signer, hashes.SHA256())
