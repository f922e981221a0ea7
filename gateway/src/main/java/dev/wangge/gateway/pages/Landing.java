package dev.wangge.gateway.pages;

import dev.wangge.platform.policy.OpenToAnyone;
import io.swagger.v3.oas.annotations.Hidden;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Where someone who only knows the address begins. */
@Hidden
@RestController
class Landing {
    @OpenToAnyone
    @GetMapping("/")
    ResponseEntity<String> page() {
        return Html.page(
                HttpStatus.OK,
                "网格 Wangge",
                """
                <h1>网格 Wangge</h1>
                <p>县域网格化治理服务。The county's grid: reports, cases, people on duty, alerts.</p>
                <ul>
                <li><a href="/docs">接口文档 · API documentation</a></li>
                <li><a href="/openapi.json">OpenAPI 3.1</a></li>
                <li><a href="/problems">问题说明 · What the problems mean</a></li>
                </ul>
                """);
    }
}
