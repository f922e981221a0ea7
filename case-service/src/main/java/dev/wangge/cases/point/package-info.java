/** Places with a QR code where anybody may report without an account: villages, 爱心驿站. */
@NullMarked
package dev.wangge.cases.point;

import org.jspecify.annotations.NullMarked;
