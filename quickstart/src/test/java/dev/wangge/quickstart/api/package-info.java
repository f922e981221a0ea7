@NullMarked
package dev.wangge.quickstart.api;

import org.jspecify.annotations.NullMarked;
