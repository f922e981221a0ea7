package dev.wangge.platform.audit;

/** An answer that shows somebody's contact whole: whoever gives one is {@link Audited}. */
public interface Unmasked {}
