/** What the tests of all modules share: one broker, one database, the rules of the house. */
@NullMarked
package dev.wangge.testing;

import org.jspecify.annotations.NullMarked;
