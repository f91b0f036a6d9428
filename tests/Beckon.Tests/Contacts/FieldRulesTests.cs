using System.Text.Json;
using Beckon.Contacts.Fields;

namespace Beckon.Tests.Contacts;

public sealed class FieldRulesTests
{
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    [Theory]
    [InlineData(FieldKind.Text, "  hello ", "\"hello\"")]
    [InlineData(FieldKind.Text, " ", null)]
    [InlineData(FieldKind.Text, "a\0b", null)]
    [InlineData(FieldKind.Number, "1234.50", "1234.50")]
    [InlineData(FieldKind.Number, "1,234.5", "1234.5")]
    [InlineData(FieldKind.Number, "1.234,5", "1234.5")]
    [InlineData(FieldKind.Number, "38,5", "38.5")]
    [InlineData(FieldKind.Number, "1,234", "1234")]
    [InlineData(FieldKind.Number, "-7", "-7")]
    [InlineData(FieldKind.Number, "1e400", null)]
    [InlineData(FieldKind.Number, "99999999999999999", null)]
    [InlineData(FieldKind.Number, "twelve", null)]
    [InlineData(FieldKind.Date, "2026-05-31", "\"2026-05-31\"")]
    [InlineData(FieldKind.Date, "31.05.2026", "\"2026-05-31\"")]
    [InlineData(FieldKind.Date, "2026-05-31T23:00:00Z", "\"2026-05-31\"")]
    [InlineData(FieldKind.Date, "03/04/2026", null)]
    [InlineData(FieldKind.Date, "2026-02-30", null)]
    [InlineData(FieldKind.DateTime, "2026-05-31T10:00:00Z", "\"2026-05-31T10:00:00Z\"")]
    [InlineData(FieldKind.DateTime, "2026-05-31T10:00:00+02:00", "\"2026-05-31T08:00:00Z\"")]
    [InlineData(FieldKind.DateTime, "2026-05-31 10:00", "\"2026-05-31T08:00:00Z\"")]
    [InlineData(FieldKind.DateTime, "2026-05-31", "\"2026-05-30T22:00:00Z\"")]
    [InlineData(FieldKind.DateTime, "2026-03-29 02:30", "\"2026-03-29T01:30:00Z\"")]
    [InlineData(FieldKind.DateTime, "soon at last", null)]
    [InlineData(FieldKind.Boolean, "Yes", "true")]
    [InlineData(FieldKind.Boolean, "0", "false")]
    [InlineData(FieldKind.Boolean, "perhaps", null)]
    [InlineData(FieldKind.Choice, "red", "\"Red\"")]
    [InlineData(FieldKind.Choice, "green", null)]
    public void A_text_is_read_as_the_kind_of_its_field(FieldKind kind, string text, string? kept) =>
        FieldRules.Read(Field(kind), text, Berlin, DateOrder.Unmistakable)?.ToJsonString().ShouldBe(kept);

    [Theory]
    [InlineData(DateOrder.DayFirst, "2026-04-03")]
    [InlineData(DateOrder.MonthFirst, "2026-03-04")]
    public void Which_of_two_numbers_is_the_day_is_said_and_not_guessed(DateOrder order, string day) =>
        FieldRules.Day("03/04/2026", order)?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture).ShouldBe(day);

    [Theory]
    [InlineData(FieldKind.Number, "12.5", "12.5")]
    [InlineData(FieldKind.Number, "1e400", null)]
    [InlineData(FieldKind.Number, "true", null)]
    [InlineData(FieldKind.Text, "12", "\"12\"")]
    [InlineData(FieldKind.Text, "[1]", null)]
    [InlineData(FieldKind.Text, "{}", null)]
    [InlineData(FieldKind.Boolean, "false", "false")]
    [InlineData(FieldKind.Boolean, "1", null)]
    [InlineData(FieldKind.Date, "20260531", null)]
    public void A_value_of_JSON_is_taken_when_it_is_of_the_kind(FieldKind kind, string json, string? kept) =>
        FieldRules.Read(Field(kind), JsonElement.Parse(json), Berlin)?.ToJsonString().ShouldBe(kept);

    private static ContactField Field(FieldKind kind) =>
        new() { Key = "k", Label = "K", Kind = kind, Choices = ["Red", "Blue"], CreatedAt = DateTimeOffset.UnixEpoch };
}
