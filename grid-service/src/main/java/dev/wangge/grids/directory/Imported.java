package dev.wangge.grids.directory;

/** What an import did; a repeat leaves everything unchanged. */
public record Imported(int read, int created, int changed, int unchanged) {}
