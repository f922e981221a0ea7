/** CSV files that people send, read strictly and answered by line. */
@NullMarked
package dev.wangge.grids.csv;

import org.jspecify.annotations.NullMarked;
