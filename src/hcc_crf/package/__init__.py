"""What travels: manifest, seal, unseal in numbered steps."""
