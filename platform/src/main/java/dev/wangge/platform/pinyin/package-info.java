/** How Chinese names are read, for whoever types them in Latin letters. */
@NullMarked
package dev.wangge.platform.pinyin;

import org.jspecify.annotations.NullMarked;
