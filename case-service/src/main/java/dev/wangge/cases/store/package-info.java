/** Cases as they are stored: facts, texts and snapshots, and how they go out. */
@NullMarked
package dev.wangge.cases.store;

import org.jspecify.annotations.NullMarked;
