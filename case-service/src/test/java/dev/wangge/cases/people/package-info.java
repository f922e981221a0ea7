@NullMarked
package dev.wangge.cases.people;

import org.jspecify.annotations.NullMarked;
