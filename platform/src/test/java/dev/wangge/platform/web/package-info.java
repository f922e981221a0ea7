@NullMarked
package dev.wangge.platform.web;

import org.jspecify.annotations.NullMarked;
