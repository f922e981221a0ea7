/** Key periods (重要节点) and the zero-reports (零报告) that each of their days asks for. */
@NullMarked
package dev.wangge.grids.period;

import org.jspecify.annotations.NullMarked;
