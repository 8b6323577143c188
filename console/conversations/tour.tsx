import { Check, Mail, MessageSquareText, Reply, X } from 'lucide-preact';
import { useState } from 'preact/hooks';
import { useLocation } from 'wouter-preact';
import { facts } from '../data/facts.ts';
import { useConversations } from '../data/queries.ts';
import { signalOf } from '../parts/signal-of.ts';
import { useAction } from '../parts/use-action.ts';
import { useKeptFocus } from '../parts/use-kept-focus.ts';
import { useSpeech } from '../texts/language.tsx';
import { answerInTheChat, type Loop, replyByMail, writeFirstMail } from './led-loop.ts';

const loop = signalOf<Loop>({ step: 0 });
const isHidden = signalOf<boolean | undefined>(undefined);

const STEPS = [
  { name: 'tour.write', more: 'tour.writeMore', icon: Mail, act: writeFirstMail },
  { name: 'tour.answer', more: 'tour.answerMore', icon: MessageSquareText, act: answerInTheChat },
  { name: 'tour.reply', more: 'tour.replyMore', icon: Reply, act: replyByMail },
] as const;

/** Guides a first visit through the whole loop, one click per step. */
export function Tour() {
  const { say, language } = useSpeech();
  const [, navigate] = useLocation();
  const { items: conversations } = useConversations();
  const { isBusy, run } = useAction();
  const [began] = useState(() => loop.get().step > 0);
  const state = loop.use();
  const next = useKeptFocus<HTMLButtonElement>(state.step, 0);
  const hidden =
    isHidden.use() ??
    (conversations !== undefined && conversations.length > 0 && state.step === 0 && !began);
  if (conversations === undefined || hidden) return null;
  const isDone = state.step === STEPS.length;
  const act = (index: number) =>
    void run(async () => {
      const next = (await STEPS[index]?.act(state, language)) ?? state;
      loop.set({ ...next, step: index + 1 });
      navigate(`/conversations/${next.conversationId}`);
    });
  return (
    <section class="tour" aria-label={say('tour.title')}>
      <div class="tour-head">
        <h2>{say('tour.title')}</h2>
        <button
          type="button"
          class="icon-button"
          aria-label={say('tour.hide')}
          onClick={() => isHidden.set(true)}
        >
          <X size={16} aria-hidden="true" />
        </button>
      </div>
      <p class="muted">{say(isDone ? 'tour.done' : 'tour.about')}</p>
      {!isDone && (
        <ol class="tour-steps">
          {STEPS.map(({ name, more, icon: Icon }, index) => (
            <li key={name} class={index < state.step ? 'done' : index === state.step ? 'next' : ''}>
              <span class="tour-mark" aria-hidden="true">
                {index < state.step ? <Check size={16} /> : <Icon size={15} />}
              </span>
              {index === state.step ? (
                <button
                  type="button"
                  class="button primary"
                  ref={next}
                  aria-disabled={isBusy}
                  onClick={() => act(index)}
                >
                  {isBusy ? say('tour.working') : say(name)}
                </button>
              ) : (
                <span class="tour-name">{say(name)}</span>
              )}
              {index === state.step && (
                <p class="muted">{say(more, { address: facts.address ?? '' })}</p>
              )}
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
