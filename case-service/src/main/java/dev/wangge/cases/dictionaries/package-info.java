/** Words with codes, by which is said how great a matter is, as a division sets them. */
@NullMarked
package dev.wangge.cases.dictionaries;

import org.jspecify.annotations.NullMarked;
