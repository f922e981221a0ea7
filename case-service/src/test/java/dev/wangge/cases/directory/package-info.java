@NullMarked
package dev.wangge.cases.directory;

import org.jspecify.annotations.NullMarked;
