using Beckon.Kernel;

namespace Beckon.Tests.Kernel;

public sealed class ShortCacheTests
{
    private static readonly TimeSpan Life = TimeSpan.FromSeconds(5);

    private readonly FakeTime _time = new();
    private readonly List<TaskCompletionSource<string?>> _loads = [];
    private readonly ShortCache<int, string> _cache;

    public ShortCacheTests() => _cache = new(Life, _time, (_, _) =>
    {
        var load = new TaskCompletionSource<string?>();
        _loads.Add(load);
        return load.Task;
    });

    [Fact]
    public async Task Asks_once_however_many_wait()
    {
        var first = FindAsync();
        var second = FindAsync();
        _loads.ShouldHaveSingleItem().SetResult("one");
        (await first).ShouldBe("one");
        (await second).ShouldBe("one");
        (await FindAsync()).ShouldBe("one");
        _loads.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Asks_again_when_the_life_is_over()
    {
        await KnowAsync("one");
        _time.Advance(Life);
        var next = FindAsync();
        next.IsCompleted.ShouldBeFalse();
        _loads[1].SetResult("two");
        (await next).ShouldBe("two");
    }

    [Fact]
    public async Task Reads_anew_in_the_background_half_way_through()
    {
        await KnowAsync("one");
        _time.Advance(TimeSpan.FromSeconds(3));
        (await FindAsync()).ShouldBe("one");
        (await FindAsync()).ShouldBe("one");
        _loads.Count.ShouldBe(2);
        await EndRefreshAsync("two");
        (await FindAsync()).ShouldBe("two");
        _loads.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Forgets_at_once_even_a_value_that_is_being_read()
    {
        var early = FindAsync();
        _cache.Forget(1);
        _loads[0].SetResult("old");
        (await early).ShouldBe("old");
        var late = FindAsync();
        _loads[1].SetResult("new");
        (await late).ShouldBe("new");
    }

    [Fact]
    public async Task A_refresh_does_not_bring_a_forgotten_value_back()
    {
        await KnowAsync("one");
        _time.Advance(TimeSpan.FromSeconds(3));
        await FindAsync();
        _cache.Forget(1);
        await EndRefreshAsync("one");
        var next = FindAsync();
        _loads[2].SetResult(null);
        (await next).ShouldBeNull();
    }

    [Fact]
    public async Task Does_not_remember_that_nothing_was_found()
    {
        var missing = FindAsync();
        _loads[0].SetResult(null);
        (await missing).ShouldBeNull();
        var made = FindAsync();
        _loads[1].SetResult("made");
        (await made).ShouldBe("made");
    }

    [Fact]
    public async Task Does_not_remember_a_failure()
    {
        var failing = FindAsync();
        _loads[0].SetException(new TimeoutException());
        await Should.ThrowAsync<TimeoutException>(failing);
        var next = FindAsync();
        _loads[1].SetResult("well");
        (await next).ShouldBe("well");
    }

    private Task<string?> FindAsync() => _cache.FindAsync(1, CancellationToken.None).AsTask();

    // On a thread without a synchronization context what waits for the load goes on before SetResult returns.
    private Task EndRefreshAsync(string value) => Task.Run(() => _loads[1].SetResult(value));

    private async Task KnowAsync(string value)
    {
        var load = FindAsync();
        _loads[^1].SetResult(value);
        (await load).ShouldBe(value);
    }
}
