@NullMarked
package dev.wangge.simulator.aliyun;

import org.jspecify.annotations.NullMarked;
