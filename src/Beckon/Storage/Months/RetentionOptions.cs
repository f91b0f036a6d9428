using System.Globalization;
using Beckon.Kernel;
using Microsoft.Extensions.Configuration;

namespace Beckon.Storage.Months;

/// <summary>How long history is kept. What is older is dropped, a month at a time.</summary>
public sealed record RetentionOptions
{
    private const string Events = "BECKON_KEEP_EVENTS_MONTHS";
    private const string Messages = "BECKON_KEEP_MESSAGES_MONTHS";
    private const string Raw = "BECKON_KEEP_RAW_DAYS";

    private const int DefaultRawDays = 90;
    private const int ShortestMonth = 28;
    private const int MostDays = 3_650;

    /// <summary>Whole months beside the present one; null keeps all.</summary>
    public int? EventsMonths { get; init; }

    /// <summary>Whole months beside the present one; null keeps all.</summary>
    public int? MessagesMonths { get; init; }

    /// <summary>0: raw payloads are not kept at all.</summary>
    public int RawDays { get; init; } = DefaultRawDays;

    public bool KeepsRaw => RawDays > 0;

    /// <summary>The days as months, rounded up: nothing goes before its time.</summary>
    public int RawMonths => (RawDays + ShortestMonth - 1) / ShortestMonth;

    /// <summary>The first month that is kept beside the present one; null keeps all.</summary>
    public static Month? Oldest(int? months, Month present) => months is { } kept ? present.Plus(-kept) : null;

    public static RetentionOptions From(IConfiguration configuration) => new()
    {
        EventsMonths = Read(configuration, Events, 1, "Give the number of months to keep, 1 or more, or leave it out to keep all."),
        MessagesMonths = Read(configuration, Messages, 1, "Give the number of months to keep, 1 or more, or leave it out to keep all."),
        RawDays = Read(configuration, Raw, 0, "Give the number of days to keep, or 0 to keep none.") ?? DefaultRawDays,
    };

    private static int? Read(IConfiguration configuration, string name, int least, string sentence)
    {
        var given = configuration[name]?.Trim();
        if (string.IsNullOrEmpty(given)) return null;
        return int.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= MostDays
            ? number
            : throw new SettingException($"{name} cannot be '{given}'. {sentence}");
    }
}
