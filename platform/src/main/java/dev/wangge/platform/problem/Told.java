package dev.wangge.platform.problem;

/** An answer that holds messages, each beside its code: they are told in the caller's language. */
public interface Told {}
