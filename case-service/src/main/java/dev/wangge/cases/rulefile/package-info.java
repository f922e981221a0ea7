/** All that a division has set as one file: taken out, looked at, and brought in again. */
@NullMarked
package dev.wangge.cases.rulefile;

import org.jspecify.annotations.NullMarked;
