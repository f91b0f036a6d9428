using System.Globalization;
using Beckon.Kernel;
using Microsoft.Extensions.Configuration;

namespace Beckon.Events.Payloads;

/// <summary>For how many days the bodies of requests are kept as they came (BECKON_KEEP_RAW_DAYS). 0: not at all.</summary>
public sealed record RawPayloadOptions(int Days)
{
    private const string Setting = "BECKON_KEEP_RAW_DAYS";
    private const int UsualDays = 90;
    private const int MostDays = 3_650;

    public bool Keep => Days > 0;

    public static RawPayloadOptions From(IConfiguration configuration)
    {
        if (configuration[Setting] is not { Length: > 0 } text) return new(UsualDays);
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days <= MostDays
            ? new(days)
            : throw new SettingException($"{Setting} is a number of days from 0 (keep none) to {MostDays}; it is set to '{text}'.");
    }
}
