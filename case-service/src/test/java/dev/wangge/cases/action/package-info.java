@NullMarked
package dev.wangge.cases.action;

import org.jspecify.annotations.NullMarked;
