import { Check, type LucideIcon, Mail, MessageSquareText, Reply, X } from 'lucide-preact';
import type { RefObject } from 'preact';
import { useState } from 'preact/hooks';
import { Link, useLocation } from 'wouter-preact';
import { facts } from '../data/facts.ts';
import { useConversations } from '../data/queries.ts';
import { signalOf } from '../parts/signal-of.ts';
import { useAction } from '../parts/use-action.ts';
import { useKeptFocus } from '../parts/use-kept-focus.ts';
import type { TextKey } from '../texts/en.ts';
import { useSpeech } from '../texts/language.tsx';
import { answerInTheChat, type Loop, replyByMail, writeFirstMail } from './led-loop.ts';

const loop = signalOf<Loop>({ step: 0 });
const isHidden = signalOf<boolean | undefined>(undefined);

const STEPS = [
  { name: 'tour.write', more: 'tour.writeMore', icon: Mail, act: writeFirstMail },
  { name: 'tour.answer', more: 'tour.answerMore', icon: MessageSquareText, act: answerInTheChat },
  { name: 'tour.reply', more: 'tour.replyMore', icon: Reply, act: replyByMail },
] as const;

/** How far the loop is, and its next step; undefined: the tour is not shown. */
function useTour() {
  const { language } = useSpeech();
  const [, navigate] = useLocation();
  const { items: conversations } = useConversations();
  const { isBusy, run } = useAction();
  const [hadBegun] = useState(() => loop.get().step > 0);
  const state = loop.use();
  const isOld = conversations !== undefined && conversations.length > 0;
  const hidden = isHidden.use() ?? (isOld && state.step === 0 && !hadBegun);
  const act = () =>
    void run(async () => {
      const next = (await STEPS[state.step]?.act(state, language)) ?? state;
      loop.set({ ...next, step: state.step + 1 });
      navigate(`/conversations/${next.conversationId}`);
    });
  const isShown = conversations !== undefined && !hidden;
  return { isShown, step: state.step, conversationId: state.conversationId, isBusy, act };
}

/** Guides a first visit through the whole loop, one click per step. */
export function Tour() {
  const { say } = useSpeech();
  const { isShown, step, conversationId, isBusy, act } = useTour();
  const next = useKeptFocus<HTMLButtonElement>(step, 0);
  if (!isShown) return null;
  const isDone = step === STEPS.length;
  return (
    <section class="tour" aria-label={say('tour.title')}>
      <div class="tour-head">
        <h2>{say(isDone ? 'tour.doneTitle' : 'tour.title')}</h2>
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
      {/* beside the chat there is room for the mail in a wide window alone */}
      {isDone && (
        <p class="only-medium">
          <Link class="button small" href={`/conversations/${conversationId}/mails`}>
            {say('tour.openMail')}
          </Link>
        </p>
      )}
      {!isDone && (
        <ol class="tour-steps">
          {STEPS.map(({ name, more, icon }, index) =>
            index === step ? (
              <NextStep key={name} {...{ name, more, icon, isBusy, act }} button={next} />
            ) : (
              <OtherStep
                key={name}
                name={name}
                icon={index < step ? Check : icon}
                isDone={index < step}
              />
            ),
          )}
        </ol>
      )}
    </section>
  );
}

interface StepProps {
  name: TextKey;
  icon: LucideIcon;
}

interface NextStepProps extends StepProps {
  more: TextKey;
  isBusy: boolean;
  act(): void;
  button: RefObject<HTMLButtonElement>;
}

function NextStep({ name, more, icon: Icon, isBusy, act, button }: NextStepProps) {
  const { say } = useSpeech();
  return (
    <li class="next">
      <span class="tour-mark" aria-hidden="true">
        <Icon size={15} />
      </span>
      <button
        type="button"
        class="button primary"
        ref={button}
        aria-disabled={isBusy}
        onClick={act}
      >
        {isBusy ? say('tour.working') : say(name)}
      </button>
      <p class="muted">{say(more, { address: facts.address ?? '' })}</p>
    </li>
  );
}

function OtherStep({ name, icon: Icon, isDone }: StepProps & { isDone: boolean }) {
  const { say } = useSpeech();
  return (
    <li class={isDone ? 'done' : ''}>
      <span class="tour-mark" aria-hidden="true">
        <Icon size={15} />
      </span>
      <span class="tour-name">{say(name)}</span>
    </li>
  );
}
