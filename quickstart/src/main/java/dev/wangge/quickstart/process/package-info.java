/** Child processes: started, watched, started again, stopped. */
@NullMarked
package dev.wangge.quickstart.process;

import org.jspecify.annotations.NullMarked;
