package dev.wangge.simulator.wecom;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.wangge.simulator.SimulatorSettings;
import dev.wangge.simulator.wall.Channel;
import dev.wangge.simulator.wall.Message;
import dev.wangge.simulator.wall.PhoneWall;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.time.Clock;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseCookie;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.CookieValue;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * 网页授权, as a member sees it: whoever opens a message of the wall is its recipient, in WeCom, from
 * then on in this browser; and a page that asks WeCom who that is gets a code, without a question.
 */
@RestController
class WebSignInController {
    private static final String MEMBER = "simulator-wecom";
    private static final Pattern LINK = Pattern.compile("https?://[^\\s\"'<>）)，。]+");

    /** No other sign, and so long, the real one takes. */
    private static final Pattern STATE = Pattern.compile("[A-Za-z0-9]{0,128}");

    private final PhoneWall wall;
    private final SignInCodes codes;
    private final SimulatorSettings settings;
    private final Clock clock;

    WebSignInController(
            PhoneWall wall, SignInCodes codes, SimulatorSettings settings, Clock clock) {
        this.wall = wall;
        this.codes = codes;
        this.settings = settings;
        this.clock = clock;
    }

    /** Somebody taps on a card in their WeCom. */
    @GetMapping("/phone-wall/messages/{id}/open")
    ResponseEntity<String> open(@PathVariable long id) {
        Message.Draft card =
                wall.message(id)
                        .map(Message::draft)
                        .filter(draft -> draft.channel() == Channel.WECOM)
                        .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        Matcher link = LINK.matcher(card.text());
        if (!link.find()) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        ResponseCookie cookie =
                ResponseCookie.from(MEMBER, URLEncoder.encode(card.to(), UTF_8))
                        .path("/connect")
                        .httpOnly(true)
                        .sameSite("Lax")
                        .build();
        return ResponseEntity.status(HttpStatus.FOUND)
                .header(HttpHeaders.SET_COOKIE, cookie.toString())
                .location(URI.create(link.group()))
                .build();
    }

    @GetMapping("/connect/oauth2/authorize")
    ResponseEntity<String> authorize(
            @RequestParam(name = "appid", defaultValue = "") String appId,
            @RequestParam(name = "redirect_uri", defaultValue = "") String redirectUri,
            @RequestParam(name = "response_type", defaultValue = "") String responseType,
            @RequestParam(defaultValue = "") String scope,
            @RequestParam(defaultValue = "") String state,
            @CookieValue(name = MEMBER, required = false) @Nullable String member) {
        if (!appId.equals(settings.wecom().corpId())) {
            return page(HttpStatus.BAD_REQUEST, "appid 参数错误");
        }
        if (!isTrusted(redirectUri)) {
            return page(HttpStatus.BAD_REQUEST, "redirect_uri 域名与后台配置不一致，错误码：50001");
        }
        if (!responseType.equals("code")
                || !scope.startsWith("snsapi_")
                || !STATE.matcher(state).matches()) {
            return page(HttpStatus.BAD_REQUEST, "参数错误");
        }
        if (member == null) {
            // The real one says no more than this to a browser outside of it.
            return page(HttpStatus.OK, "请在企业微信客户端打开链接（模拟器：请从手机墙打开一条企业微信消息）");
        }
        String code = codes.issue(URLDecoder.decode(member, UTF_8), clock.instant());
        return ResponseEntity.status(HttpStatus.FOUND)
                .location(
                        UriComponentsBuilder.fromUriString(redirectUri)
                                .queryParam("code", code)
                                .queryParam("state", state)
                                .build()
                                .toUri())
                .build();
    }

    /** 可信域名: where the sender's own pages are, and nowhere else. */
    private boolean isTrusted(String redirectUri) {
        return authority(redirectUri).isPresent()
                && authority(redirectUri).equals(authority(settings.aliyun().publicUrl()));
    }

    private static Optional<String> authority(String address) {
        try {
            return Optional.ofNullable(URI.create(address).getAuthority());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static ResponseEntity<String> page(HttpStatus status, String text) {
        return ResponseEntity.status(status)
                .contentType(new MediaType(MediaType.TEXT_HTML, UTF_8))
                .header("Content-Security-Policy", "default-src 'none'")
                .body(
                        "<!doctype html><html lang=\"zh-CN\"><meta charset=\"utf-8\"><title>企业微信</title><p id=\"wecom\">"
                                + text);
    }
}
