/** CSV files that people send, read strictly and answered by line. */
@NullMarked
package dev.wangge.platform.csv;

import org.jspecify.annotations.NullMarked;
