package dev.wangge.cases;

import dev.wangge.testing.OnBestEngine;
import dev.wangge.testing.OpenApiRules;
import dev.wangge.testing.ServiceClient;
import org.junit.jupiter.api.Test;

@OnBestEngine
class OpenApiTest extends RunningCaseService {
    @Test
    void everyOperationSaysWhatItTakesAndHowItAnswers() {
        OpenApiRules.hold(ServiceClient.read(service.get("", "/v3/api-docs"), 200));
    }
}
