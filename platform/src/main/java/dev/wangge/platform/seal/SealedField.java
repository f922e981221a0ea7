package dev.wangge.platform.seal;

/**
 * Where a service keeps what it seals: asked whether the present key opens it, in a database that
 * does not say yet by which key its data were sealed.
 *
 * @param collection its name
 * @param field holds an envelope of {@link Vault#seal}, or nothing; dots lead inside
 * @param owner the field with the text that the envelope was bound to
 */
public record SealedField(String collection, String field, String owner) {}
