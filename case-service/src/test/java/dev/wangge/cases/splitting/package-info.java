@NullMarked
package dev.wangge.cases.splitting;

import org.jspecify.annotations.NullMarked;
