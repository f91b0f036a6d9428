using System.Text.Json;

namespace Beckon.Delivery;

/// <summary>Reasons as the database and the API write them: <c>not_subscribed</c>.</summary>
public static class Reasons
{
    public static string Of(SkipReason reason) => JsonNamingPolicy.SnakeCaseLower.ConvertName(reason.ToString());

    public static string Of(ExitRule rule) => JsonNamingPolicy.SnakeCaseLower.ConvertName(rule.ToString());

    public static ExitRule ReadExitRule(string text) => text switch
    {
        "cart_bought" => ExitRule.CartBought,
        _ => ExitRule.None,
    };
}
