/** Rules as data: documents that a division sets, version by version, and that nothing changes. */
@NullMarked
package dev.wangge.cases.ruleset;

import org.jspecify.annotations.NullMarked;
