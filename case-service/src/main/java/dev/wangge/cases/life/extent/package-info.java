/** How great a matter is: scale, grade, nature, people, money. */
@NullMarked
package dev.wangge.cases.life.extent;

import org.jspecify.annotations.NullMarked;
