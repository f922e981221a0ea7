/** WeCom (企业微信): tokens, application messages, the group robot. */
@NullMarked
package dev.wangge.simulator.wecom;

import org.jspecify.annotations.NullMarked;
