package dev.wangge.platform.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wangge.platform.door.DoorSettings.Body;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.util.unit.DataSize;

class AllowancesTest {
    private final Allowances allowances = new Allowances(Map.of());

    @ParameterizedTest
    @CsvSource({
        "/api/v1/cases, application/json, 1024",
        "/api/v1/cases/1/actions/handle, , 1024",
        "/nothing, , 1024",
        "/l/x, application/x-www-form-urlencoded, 256",
        "/l/x, , 256",
        "/l/x, Multipart/Form-Data; boundary=y, 4352",
        "/z/x, multipart/form-data; boundary=y, 256",
        "/callbacks/aliyun-sms/x/replies, application/json, 256",
        "/a/x, , 1",
        "/oauth2/token, application/x-www-form-urlencoded, 16",
        "/api/v1/grids:locate, application/json, 8192",
        "/api/v1/grids:import, , 262144",
        "/api/v1/seasonal-moves:import, , 262144",
        "/api/v1/divisions:boundaries, , 262144",
        "/api/v1/cases/x:import, , 1024",
        "/api/v1/rules:import, , 1024",
        "/API/V1/grids:import, , 1024"
    })
    void whatFitsWhere(String path, String type, long kib) {
        assertThat(allowances.of(path, type).bytes()).isEqualTo(kib << 10);
    }

    @Test
    void whatIsSetIsTakenAndWhatIsNotStays() {
        var changed =
                new Allowances(Map.of("bulk", new Body(DataSize.ofMegabytes(1), null)))
                        .of("/api/v1/grids:import", null);

        assertThat(changed.bytes()).isEqualTo(1 << 20);
        assertThat(changed.arrival()).isEqualTo(Duration.ofMinutes(10));
        assertThatThrownBy(() -> new Allowances(Map.of("photos", new Body(null, null))))
                .hasMessageContaining("photos");
    }

    @Test
    void aLimitIsSaidInRoundNumbers() {
        assertThat(allowances.of("/api/v1/cases", null).exceeded().getMessage()).contains("1 MiB");
        assertThat(allowances.of("/z/x", null).exceeded().getMessage()).contains("256 KiB");
    }
}
