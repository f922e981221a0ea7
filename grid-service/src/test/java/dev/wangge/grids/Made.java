package dev.wangge.grids;

/** What can be made with a key: where, of what, and how it becomes something else. */
enum Made {
    GRID("grids", "{\"divisionCode\":\"540328101202\",\"name\":\"键%s\",\"groups\":[\"一组\"]}") {
        @Override
        String change(String n) {
            return "{\"name\":\"改%s\"}".formatted(n);
        }
    },
    NAMED_GRID("grids", "{\"code\":\"540328101202%s\",\"name\":\"名\"}") {
        @Override
        String change(String n) {
            return "{\"name\":\"改%s\"}".formatted(n);
        }
    },
    MEMBER(
            "members",
            "{\"code\":\"K-%s\",\"name\":\"多吉扎西\",\"role\":\"MICRO\",\"gridCode\":\"540328101201001\",\"phone\":\"13712342222\"}"),
    UNIT(
            "units",
            "{\"code\":\"U-%s\",\"name\":\"派出所\",\"kind\":\"POLICE_STATION\",\"divisionCode\":\"540328101000\",\"phone\":\"13712342222\"}"),
    TEAM(
            "teams",
            "{\"code\":\"T-%s\",\"name\":\"工作队\",\"divisionCode\":\"540328101201\",\"terms\":[{\"from\":\"2026-01-01\",\"lead\":{\"name\":\"多吉扎西\",\"phone\":\"13712342222\"}}]}"),
    SHIFT(
            "shifts",
            "{\"divisionCode\":\"540328101000\",\"person\":{\"name\":\"多吉扎西\",\"phone\":\"13712342222\"},\"role\":\"LEADER\",\"from\":\"2031-01-01T00:00:00.%sZ\",\"until\":\"2032-01-01T00:00:00Z\"}"),
    ASSIGNMENT(
            "assignments",
            "{\"member\":\"M-1\",\"gridCode\":\"540328101205001\",\"role\":\"MICRO\",\"from\":\"2031-01-01T00:00:00.%sZ\",\"until\":\"2032-01-01T00:00:00Z\"}"),
    LEAVE(
            "leaves",
            "{\"member\":\"M-1\",\"deputy\":\"M-2\",\"from\":\"2031-01-01T00:00:00.%sZ\",\"until\":\"2032-01-01T00:00:00Z\"}");

    final String list;
    final String body;

    Made(String list, String body) {
        this.list = list;
        this.body = body;
    }

    String change(String n) {
        return body.formatted(n)
                .replace("多吉扎西", "次仁")
                .replace("派出所", "如美派出所")
                .replace("2032-", "2033-")
                .replace("MICRO", "PART_TIME");
    }
}
