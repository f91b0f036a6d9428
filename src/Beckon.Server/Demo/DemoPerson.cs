using Beckon.Events;

namespace Beckon.Server.Demo;

/// <summary>An invented shopper. Addresses end in <c>example.com</c>, which belongs to nobody.</summary>
public sealed record DemoPerson(int Number, string FirstName, string LastName, bool HasPhone)
{
    private static readonly string[] FirstNames =
    [
        "Ada", "Amara", "Ben", "Bianca", "Caleb", "Chloe", "Daniel", "Dara", "Elena", "Eli", "Farah", "Felix", "Grace", "Hana", "Hugo", "Ines",
        "Isaac", "Jade", "Jonas", "Kai", "Kira", "Leo", "Lina", "Maya", "Milo", "Nadia", "Noah", "Olive", "Omar", "Paula", "Quinn", "Rosa", "Ruben",
        "Sara", "Silas", "Tara", "Theo", "Uma", "Vera", "Victor", "Willa", "Xavier", "Yara", "Zane",
    ];

    private static readonly string[] LastNames =
    [
        "Abbott", "Alvarez", "Bauer", "Bennett", "Brandt", "Castillo", "Chen", "Costa", "Dalton", "Diaz", "Ellis", "Ferrari", "Fischer", "Garcia",
        "Hughes", "Ibrahim", "Jensen", "Kapoor", "Keller", "Kim", "Larsen", "Lindgren", "Marsh", "Meyer", "Moreau", "Nakamura", "Novak", "Okafor",
        "Olsen", "Park", "Perez", "Quist", "Reyes", "Rossi", "Sato", "Schmidt", "Silva", "Tanaka", "Torres", "Usman", "Vance", "Weber", "Young", "Zhou",
    ];

    public string CustomerId => $"J{10_000 + Number}";

    public string Email => $"{FirstName}.{LastName}{Number}@example.com".ToLowerInvariant();

    // 555-01xx is reserved for fiction; the area codes spread it.
    public string? Phone => HasPhone ? $"+1{200 + Number % 700:000}555{100 + Number / 700 % 100:0000}" : null;

    public DemoCustomer ToCustomer() => new(CustomerId, Email, FirstName, LastName);

    public Identifiers Who => new() { CustomerId = CustomerId, Email = Email, Phone = Phone };

    /// <summary>The shop's customers: the same at every start.</summary>
    public static IReadOnlyList<DemoPerson> Everybody { get; } = InventAll(new Random(20_261), 3_000);

    private static DemoPerson[] InventAll(Random random, int count) => [.. Enumerable.Range(1, count).Select(number => Invent(random, number))];

    private static DemoPerson Invent(Random random, int number) => new(
        number, FirstNames[random.Next(FirstNames.Length)], LastNames[random.Next(LastNames.Length)], random.NextDouble() < 0.6);
}
